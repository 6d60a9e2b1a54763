import { makeStyles, tokens } from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, own } from '../../api/clients.ts';
import type { paths } from '../../api/multipartner.generated.ts';
import { Failure } from '../Failure.tsx';
import { Loading } from '../Loading.tsx';
import { Section } from '../Section.tsx';

type Map = paths['/multipartner/v1/relationshipMap']['get']['responses']['200']['content']['application/json'];
type Node = Map['nodes'][number];

const rowHeight = 76;
const box = { width: 220, height: 52 };
const left = 20;
const right = 560;

const useStyles = makeStyles({
  picture: { width: '100%', maxWidth: '52rem', height: 'auto', display: 'block' },
  box: { fill: tokens.colorNeutralBackground2, stroke: tokens.colorNeutralStroke1 },
  customer: { fill: tokens.colorBrandBackground2, stroke: tokens.colorBrandStroke1 },
  name: { fill: tokens.colorNeutralForeground1, fontSize: '14px', fontWeight: 600 },
  quiet: { fill: tokens.colorNeutralForeground2, fontSize: '12px' },
  edge: { stroke: tokens.colorNeutralStroke1, strokeWidth: '1.5px', fill: 'none' },
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** Who stands how to a customer now: its partners in a picture, and the same as a list for who does not see it. */
export function RelationshipMap({ customerId }: { readonly customerId?: string }) {
  const intl = useIntl();
  const map = useQuery({
    queryKey: ['relationshipMap', customerId],
    queryFn: () =>
      answerOf(
        own.GET('/multipartner/v1/relationshipMap', {
          params: { query: customerId === undefined ? {} : { customerId } },
        }),
      ),
  });
  return (
    <Section title={intl.formatMessage({ id: 'map.title' })}>
      {map.isPending ? <Loading lines={3} /> : null}
      {map.isError ? <Failure error={map.error} onRetry={() => map.refetch()} /> : null}
      {map.data === undefined ? null : <Picture map={map.data} />}
    </Section>
  );
}

function Picture({ map: { nodes, edges } }: { readonly map: Map }) {
  const styles = useStyles();
  const intl = useIntl();
  const customer = nodes.find(({ kind }) => kind === 'customer');
  const partners = nodes.filter(({ kind }) => kind !== 'customer');
  if (customer === undefined) return null;
  const height = Math.max(1, partners.length) * rowHeight + 20;
  const middle = height / 2;
  const top = (index: number) => 10 + index * rowHeight + (rowHeight - box.height) / 2;
  const waysOf = (id: string) =>
    edges
      .filter(({ from, to, kind }) => from === id && (to === customer.id || kind === 'partnership'))
      .map(({ kind, count }) => intl.formatMessage({ id: 'map.way' }, { kind, count }));
  const label = (one: Node) => (one.name.length > 26 ? `${one.name.slice(0, 25)}…` : one.name);
  return (
    <>
      <svg className={styles.picture} viewBox={`0 0 800 ${height}`} aria-hidden="true">
        <title>{intl.formatMessage({ id: 'map.title' })}</title>
        {partners.map((partner, index) => {
          const y = top(index) + box.height / 2;
          return (
            <g key={partner.id}>
              <path
                className={styles.edge}
                d={`M${left + box.width} ${y} C ${left + box.width + 220} ${y}, ${right - 60} ${middle}, ${right} ${middle}`}
              />
              <rect className={styles.box} x={left} y={top(index)} {...box} rx={8} />
              <text className={styles.name} x={left + 12} y={y - 3}>
                {label(partner)}
              </text>
              <text className={styles.quiet} x={left + 12} y={y + 15}>
                {intl.formatMessage({ id: 'people.kind' }, { kind: partner.kind })}
              </text>
              <text className={styles.quiet} x={left + box.width + 14} y={y - 6}>
                {waysOf(partner.id).join(' · ')}
              </text>
            </g>
          );
        })}
        <rect className={styles.customer} x={right} y={middle - box.height / 2} {...box} rx={8} />
        <text className={styles.name} x={right + 12} y={middle + 5}>
          {label(customer)}
        </text>
      </svg>
      <ul className={styles.hidden}>
        {partners.map(({ id, name }) => (
          <li key={id}>
            <FormattedMessage
              id="map.line"
              values={{ name, customer: customer.name, ways: intl.formatList(waysOf(id)) }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
