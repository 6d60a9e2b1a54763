import type { WorldRows } from '../store/world/rows.ts';
import { fixedId } from './ids.ts';

interface AnnouncementPlan {
  readonly key: string;
  readonly daysAgo: number;
  readonly title: string;
  readonly workspace: WorldRows['announcement']['workspace'];
  readonly audience: WorldRows['announcement']['audience'];
  readonly summary: string;
  readonly body: string;
  readonly nextSteps: string | null;
  readonly corrects?: string;
}

const sellers = ['directPartners', 'indirectProviders'] as const;
const everyPartner = [...sellers, 'indirectResellers', 'advisors'] as const;

/** What the operator of the demo world has announced, so many days before it begins. */
const plans: readonly AnnouncementPlan[] = [
  {
    key: 'resale-restriction',
    daysAgo: 65,
    title: 'Tenants that transact in the programme cannot be sold to by another partner',
    workspace: 'customers',
    audience: [...sellers, 'indirectResellers', 'customers'],
    summary:
      'A tenant with which a company sells in the programme is no customer of another partner. The same company buys for itself with its corporate tenant.',
    body: [
      'A company that sells in the programme does so with one tenant: its programme tenant. From now on no other partner can sell to such a tenant, whatever kind of partner either of them is.',
      '',
      '- **Where it is checked:** when an invitation is accepted, at every purchase (more seats too), when a transfer is created or accepted, and when a customer wants to enrol as a partner.',
      '- **Whom it concerns:** tenants that are qualified, active, restricted or suspended in the programme, indirect resellers too. Advisors may be sold to.',
      '- **What stays possible:** the corporate tenant of the same company is a customer like any other. Administration that one partner gives another is not touched.',
      '- **What a partner sees:** that this tenant is no eligible customer, and not why.',
    ].join('\n'),
    nextSteps:
      'If your company buys licences from another partner, have them sold to your corporate tenant. A customer who wants to enrol ends what partners sold to the tenant first, or enrols with another one.',
  },
  {
    key: 'several-partners',
    daysAgo: 120,
    title: 'A customer may work with several partners at once',
    workspace: 'general',
    audience: [...everyPartner, 'customers'],
    summary:
      'Each partner has its own relationship, subscriptions and rights with a customer. None of them changes those of another.',
    body: [
      'A customer can accept the invitation of any number of partners. Each of them sees and changes only what it sold and what it may administer.',
      '',
      'The customer sees all partners side by side, with what each of them may do, and ends the administration of one without touching another.',
    ].join('\n'),
    nextSteps: null,
  },
  {
    key: 'granular-administration',
    daysAgo: 34,
    title: 'Ask for granular rights in place of full administration',
    workspace: 'customers',
    audience: everyPartner,
    summary:
      'Granular delegated administration gives named roles for a limited time. Ask for the least that the work takes.',
    body: [
      'Delegated administration without limits lets every agent of a partner into every corner of a customer. Granular relationships name the roles and end by themselves, after two years at the latest.',
      '',
      'Global Administrator should be the exception: such a relationship is never prolonged by itself.',
    ].join('\n'),
    nextSteps:
      'List the customers who still have unlimited administration, ask them for a granular relationship, and end the unlimited one.',
  },
  {
    key: 'cancellation-window-first',
    daysAgo: 12,
    title: 'Seven days to cancel or to reduce seats',
    workspace: 'billing',
    audience: sellers,
    summary: 'Subscriptions of new commerce can be cancelled within seven days of their purchase or renewal.',
    body: 'A subscription of new commerce can be cancelled, and its seats reduced, within seven days of the purchase. After that the term is owed.',
    nextSteps: null,
  },
  {
    key: 'cancellation-window',
    daysAgo: 10,
    title: 'Correction: the seven days begin again with each renewal',
    workspace: 'billing',
    audience: sellers,
    summary: 'The earlier entry named the purchase alone. The seven days begin again with every renewal.',
    body: 'A subscription of new commerce can be cancelled, and its seats reduced, within seven days of the purchase **and of every renewal**. After that the term is owed.',
    nextSteps: 'Look at renewals before they happen: what is not wanted any more is best set not to renew.',
    corrects: 'cancellation-window-first',
  },
];

const day = 86_400_000;
const idOf = (key: string) => fixedId(`announcement/${key}`);

/** The rows of the demo world's announcements. */
export function demoAnnouncements(now: Date): WorldRows['announcement'][] {
  return plans.map((plan) => {
    const at = new Date(now.getTime() - plan.daysAgo * day).toISOString();
    return {
      id: idOf(plan.key),
      title: plan.title,
      workspace: plan.workspace,
      audience: plan.audience,
      clouds: [],
      summary: plan.summary,
      body: plan.body,
      next_steps: plan.nextSteps,
      corrects: plan.corrects === undefined ? null : idOf(plan.corrects),
      published_at: at,
      created_at: at,
      created_by: null,
      modified_at: at,
    };
  });
}
