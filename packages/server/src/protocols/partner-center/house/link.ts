export interface Link {
  readonly uri: string;
  readonly method: string;
  readonly headers: { key: string; value: string }[];
}

/** A link as the protocol prints it: relative, without the version. */
export function link(uri: string, method = 'GET'): Link {
  return { uri, method, headers: [] };
}
