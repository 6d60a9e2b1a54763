import { randomUUID } from 'node:crypto';
import { statusAt } from '@multipartner/domain/delegated-admin/relationship.ts';
import {
  type AdminTemplate,
  compareWithTemplate,
  readTemplate,
  type TemplateDifference,
  type WrittenTemplate,
} from '@multipartner/domain/delegated-admin/template.ts';
import { refuse } from '@multipartner/domain/refusal.ts';
import {
  type AccessAssignmentRow,
  type AdminRelationshipRow,
  accessAssignmentOf,
  adminRelationshipOf,
} from '../../store/delegated-admin/row.ts';
import {
  deleteTemplate,
  ownTemplate,
  ownTemplates,
  readGroupIds,
  readTemplates,
  relationshipToCompare,
  saveTemplate,
  type TemplateListRow,
} from '../../store/delegated-admin/template.ts';
import { act, allowed, type Context, read, refused, type Work } from '../operation.ts';
import { type RelationshipKey, relationshipIdText } from './find.ts';

interface TemplateKey {
  readonly id: string;
}

const missing = (id: string) => ({ kind: 'template', id });
const resourceType = 'granular_admin_template';
const own = (work: Work) => ({ partnerId: work.actor.tenantId });

/** The own tenant's templates, by name. */
export const listTemplates: (
  context: Context,
  input: { readonly limit: number; readonly after: readonly [key: string, id: string] | null },
) => Promise<{ readonly items: readonly AdminTemplate[]; readonly next: readonly [string, string] | null }> = read<
  { readonly limit: number; readonly after: readonly [key: string, id: string] | null },
  { rows: TemplateListRow[] },
  { readonly items: readonly AdminTemplate[]; readonly next: readonly [string, string] | null }
>({
  permission: 'gdap.template.read',
  load: (sql, caller, { limit, after }) => ({
    rows: ownTemplates(sql, { partnerId: caller.tenantId }, { limit: limit + 1, after }),
  }),
  answer: ({ facts: { rows } }, { limit }) => {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = rows.length > limit && last !== undefined ? ([last.key, last.template.id] as const) : null;
    return { items: shown.map(({ template }) => template), next };
  },
});

/** Refusals: not-found. */
export const getTemplate = read<TemplateKey, { template: AdminTemplate | null }, AdminTemplate>({
  permission: 'gdap.template.read',
  load: (sql, caller, { id }) => ({ template: ownTemplate(sql, { partnerId: caller.tenantId }, id) }),
  answer: ({ facts: { template } }, { id }) => template ?? refuse('not-found', missing(id)),
});

async function written(work: Work, id: string, input: WrittenTemplate): Promise<AdminTemplate> {
  const groups = input.assignments.map(({ groupId }) => groupId);
  const template = allowed(readTemplate(input, await readGroupIds(work.tx, own(work), groups)));
  return { id, ...(template as Omit<AdminTemplate, 'id'>) };
}

/** Makes a template of the own tenant. Refusals: those of readTemplate. */
export const createTemplate = act<WrittenTemplate, AdminTemplate>({
  permission: 'gdap.template.write',
  kind: 'gdap.template',
  audited: { resourceType, operationType: 'granular_admin_template_created' },
  pairs: () => [],
  body: async (work, input) => {
    const template = await written(work, randomUUID(), input);
    await saveTemplate(work.tx, own(work), template, work.now);
    work.audit({ newValue: template });
    return template;
  },
});

/** Replaces a template; no relationship changes by that. Refusals: not-found, those of readTemplate. */
export const replaceTemplate = act<TemplateKey & { readonly template: WrittenTemplate }, AdminTemplate>({
  permission: 'gdap.template.write',
  kind: 'gdap.template',
  audited: { resourceType, operationType: 'granular_admin_template_updated' },
  pairs: () => [],
  body: async (work, { id, template: input }) => {
    const before = await hold(work, id);
    const template = await written(work, id, input);
    await saveTemplate(work.tx, own(work), template, work.now);
    work.audit({ oldValue: before, newValue: template });
    return template;
  },
});

/** Refusals: not-found. */
export const removeTemplate = act<TemplateKey, void>({
  permission: 'gdap.template.write',
  kind: 'gdap.template',
  audited: { resourceType, operationType: 'granular_admin_template_deleted' },
  pairs: () => [],
  body: async (work, { id }) => {
    const before = await hold(work, id);
    await deleteTemplate(work.tx, own(work), id);
    work.audit({ oldValue: before });
  },
});

async function hold(work: Work, id: string): Promise<AdminTemplate> {
  const found = (await readTemplates(work.tx, own(work), [id], true)).get(id);
  if (found === undefined) throw refused('not-found', missing(id));
  return found;
}

/** Says what a relationship lacks, or has more, than a template; changes nothing. Refusals: not-found, relationship-not-found. */
export const checkTemplate = read<
  TemplateKey & { readonly relationship: RelationshipKey },
  {
    template: AdminTemplate | null;
    found: { relationship: AdminRelationshipRow; assignments: AccessAssignmentRow[] } | null;
  },
  TemplateDifference
>({
  permission: 'gdap.template.read',
  load: (sql, caller, { id, relationship }) => ({
    template: ownTemplate(sql, { partnerId: caller.tenantId }, id),
    found: relationshipToCompare(sql, { partnerId: caller.tenantId }, relationship.id),
  }),
  answer: ({ actor, now, facts: { template, found } }, { id, relationship: key }) => {
    if (template === null) return refuse('not-found', missing(id));
    const one = found === null || key.partnerId !== actor.tenantId ? null : adminRelationshipOf(found.relationship);
    if (one === null || statusAt(one, now) === 'gone')
      return refuse('relationship-not-found', { id: relationshipIdText(key) });
    return compareWithTemplate(template, one, (found?.assignments ?? []).map(accessAssignmentOf), now);
  },
});
