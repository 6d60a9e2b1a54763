import { useInfiniteQuery } from '@tanstack/react-query';
import { useIntl } from 'react-intl';
import { answerOf, cursorOf, own } from '../../../api/clients.ts';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { LoadMore } from '../../../parts/LoadMore.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Section } from '../../../parts/Section.tsx';

/** Every partner of the customer: what it sold, what it may do, and which people. */
export function Partners() {
  const intl = useIntl();
  const partners = useInfiniteQuery({
    queryKey: ['partners'],
    queryFn: ({ pageParam }) => answerOf(own.GET('/multipartner/v1/partners', { params: { query: pageParam } })),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last) => {
      const cursor = cursorOf(last);
      return cursor === undefined ? undefined : { cursor };
    },
  });
  return (
    <Page title={intl.formatMessage({ id: 'nav.partners' })} lead={intl.formatMessage({ id: 'partners.lead' })}>
      {partners.isPending ? <Loading /> : null}
      {partners.isError ? <Failure error={partners.error} onRetry={() => partners.refetch()} /> : null}
      {partners.data?.pages
        .flatMap((page) => page.items)
        .map((partner) => (
          <Section key={partner.partnerId} title={partner.name}>
            {partner.subscriptions.map((one) => one.offerName).join(', ')}
          </Section>
        ))}
      {partners.data === undefined ? null : <LoadMore query={partners} />}
    </Page>
  );
}
