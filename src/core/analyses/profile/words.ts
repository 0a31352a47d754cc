import type { Text } from '#core/messages/text';
import type { PresentContext } from '../contract';
import { bandLabel } from './band-words';
import type { BandKey } from './bands';
import { bandingText, type Banding } from './banding';
import type { Trait } from './crossed';

/** What a band is called in a table or beside a mark. */
export const bandText = ({ state, band, low, high }: BandKey, banding: Banding): Text =>
  state === 'other'
    ? { key: 'profile_other' }
    : state === 'unknown'
      ? { key: 'profile_unknown' }
      : bandLabel(banding, band ?? '', { low, high });

/** The same inside a sentence: a number alone would not say of what. */
export const namedText = (band: BandKey, banding: Banding, { model }: PresentContext): Text =>
  banding.kind === 'number'
    ? { key: 'profile_named', values: { by: bandingText(banding.key, model), band: bandText(band, banding) } }
    : { key: 'profile_quoted', values: { band: bandText(band, banding) } };

/** What a trait is called; `across` null = a category of products. */
export const traitText = ({ trait, low, high }: Trait, across: Banding | null): Text =>
  across ? bandLabel(across, trait, across.kind === 'number' && across.cuts === null ? { low, high } : null) : { literal: trait };

/** A trait inside a sentence. */
export const namedTrait = (trait: Trait, across: Banding | null, { model }: PresentContext): Text =>
  across?.kind === 'number'
    ? { key: 'profile_named', values: { by: bandingText(across.key, model), band: traitText(trait, across) } }
    : { key: 'profile_quoted', values: { band: traitText(trait, across) } };
