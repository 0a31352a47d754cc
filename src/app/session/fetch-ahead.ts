/** Fetches what the next step needs while the person still reads, so that a preview stands at once after a drop. */
export async function fetchAhead(): Promise<void> {
  await Promise.allSettled([
    import('#edge/load/preview'),
    import('#edge/load/input-file'),
    import('#edge/load/fingerprint'),
    import('#core/intake/mapping'),
    import('#core/intake/protect'),
    import('#core/intake/refine-mapping'),
    import('#edge/load/loader'),
    import('#core/analyses/registry'),
    import('#core/report/journal'),
    import('#core/report/first'),
    import('#app/run/runner'),
    import('#app/run/definitions'),
  ]);
}
