import { Button, Card, makeStyles, SearchBox, Text, Title3, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, sandbox } from '../api/clients.ts';
import { becomeSandboxPerson } from '../session/session.ts';

const useStyles = makeStyles({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalL,
    alignItems: 'center',
    justifyContent: 'space-between',
    marginBottom: tokens.spacingVerticalM,
  },
  tenants: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(17rem, 1fr))',
    gap: tokens.spacingHorizontalM,
  },
  people: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Everybody of the sandbox's world, to be with one click. */
export default function People({ returnTo = '/' }: { readonly returnTo?: string }) {
  const styles = useStyles();
  const intl = useIntl();
  const [search, setSearch] = useState('');
  const world = useQuery({
    queryKey: ['sandbox', 'world'],
    queryFn: () => answerOf(sandbox.GET('/sandbox/v1/world')),
  });
  if (world.data === undefined) return null;
  const { operator, tenants } = world.data;
  const everybody = [
    ...tenants.map(({ key, id, displayName, partner, users }) => ({
      key,
      id,
      name: displayName,
      kind: partner?.kind ?? 'customer',
      users,
    })),
    ...(operator.tenant === null
      ? []
      : [
          {
            key: operator.tenant.key,
            id: operator.tenant.id,
            name: intl.formatMessage({ id: 'person.operator' }),
            kind: 'operator',
            users: operator.users,
          },
        ]),
  ];
  const wanted = search.trim().toLowerCase();
  const found = everybody.filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(wanted)).slice(0, 60);
  return (
    <section aria-labelledby="people-title">
      <div className={styles.head}>
        <Title3 as="h2" id="people-title">
          <FormattedMessage id="people.title" />
        </Title3>
        <SearchBox
          value={search}
          onChange={(_, { value }) => setSearch(value)}
          placeholder={intl.formatMessage({ id: 'people.search' })}
          aria-label={intl.formatMessage({ id: 'people.search' })}
        />
      </div>
      <div className={styles.tenants}>
        {found.map(({ key, id, name, kind, users }) => (
          <Card key={id} role="group" aria-label={name}>
            <div>
              <Text weight="semibold" block>
                {name}
              </Text>
              <Text size={200} className={styles.quiet}>
                <FormattedMessage id="people.kind" values={{ kind }} />
              </Text>
            </div>
            <div className={styles.people}>
              {users.slice(0, 12).map((user) => (
                <Button
                  key={user.id}
                  size="small"
                  title={[user.displayName, ...user.directoryRoles, ...user.agentGroups].join(' · ')}
                  onClick={() => becomeSandboxPerson({ tenant: id, user: user.id }, returnTo)}
                >
                  {user.key.startsWith(`${key}.`) ? user.key.slice(key.length + 1) : user.key}
                </Button>
              ))}
            </div>
          </Card>
        ))}
      </div>
    </section>
  );
}
