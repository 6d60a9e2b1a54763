import data from './roles.json' with { type: 'json' };

/** A built-in directory role, by its template id. */
export interface DirectoryRole {
  readonly id: string;
  readonly name: string;
  readonly privileged: boolean;
  /** Whether a granular admin relationship may carry it; `unknown` where no source says. */
  readonly gdap: string;
}

export const directoryRoles = data as readonly DirectoryRole[];

const byId = new Map(directoryRoles.map((role) => [role.id, role]));

export function findDirectoryRole(id: string): DirectoryRole | undefined {
  return byId.get(id.toLowerCase());
}
