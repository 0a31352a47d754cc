/** Who is drawn from a file (LD27), and where its records name them. */
export interface Draw {
  /** One in so many customers. */
  readonly oneIn: number;
  /** The column of the customer, from 0; -1 where the file has none. */
  readonly customer: number;
  /** The column of the order, from 0; -1 where the file has none. */
  readonly order: number;
  /** Texts that are no id, e.g. `N/A`. */
  readonly nulls?: readonly string[];
}
