import { Button, Text } from '@fluentui/react-components';
import { ArrowDownloadRegular, PrintRegular, ShieldProhibitedRegular } from '@fluentui/react-icons';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormattedMessage, useIntl } from 'react-intl';
import { answerOf, cursorOf, own } from '../../../api/clients.ts';
import { download } from '../../../api/download.ts';
import { useToasts } from '../../../app/toasts.tsx';
import { Confirm } from '../../../parts/Confirm.tsx';
import { Empty } from '../../../parts/Empty.tsx';
import { Failure } from '../../../parts/Failure.tsx';
import { Loading } from '../../../parts/Loading.tsx';
import { LoadMore } from '../../../parts/LoadMore.tsx';
import { Page } from '../../../parts/Page.tsx';
import { Permitted } from '../../../parts/Permitted.tsx';
import { PartnerCard } from './PartnerCard.tsx';

/** Every partner of the customer: what it sold, what it may do, which people, until when; and the way to end it. */
export function Partners() {
  const intl = useIntl();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [cutting, setCutting] = useState(false);
  const partners = useInfiniteQuery({
    queryKey: ['partners'],
    queryFn: ({ pageParam }) => answerOf(own.GET('/multipartner/v1/partners', { params: { query: pageParam } })),
    initialPageParam: {} as { cursor?: string },
    getNextPageParam: (last) => {
      const cursor = cursorOf(last);
      return cursor === undefined ? undefined : { cursor };
    },
  });
  const rows = partners.data?.pages.flatMap((page) => page.items) ?? [];
  const administered = rows.some((one) => one.delegatedAdministration.length > 0);
  return (
    <Page
      title={intl.formatMessage({ id: 'nav.partners' })}
      lead={intl.formatMessage({ id: 'partners.lead' })}
      actions={
        <>
          <Button
            icon={<ArrowDownloadRegular />}
            onClick={() =>
              download(
                own.GET('/multipartner/v1/partners/report', { headers: { accept: 'text/csv' }, parseAs: 'blob' }),
                'partners.csv',
              )
            }
          >
            <FormattedMessage id="partners.report" />
          </Button>
          <Button icon={<PrintRegular />} onClick={() => window.print()}>
            <FormattedMessage id="print" />
          </Button>
          <Permitted permission="customer.administration.remove">
            {(allowed) => (
              <Button
                icon={<ShieldProhibitedRegular />}
                disabled={!allowed || !administered}
                onClick={() => setCutting(true)}
              >
                <FormattedMessage id="partners.cutAll" />
              </Button>
            )}
          </Permitted>
        </>
      }
    >
      {partners.isPending ? <Loading /> : null}
      {partners.isError ? <Failure error={partners.error} onRetry={() => partners.refetch()} /> : null}
      {partners.data !== undefined && rows.length === 0 ? (
        <Empty title={intl.formatMessage({ id: 'partners.none' })} />
      ) : null}
      {rows.map((partner) => (
        <PartnerCard key={partner.partnerId} partner={partner} />
      ))}
      {partners.data === undefined ? null : <LoadMore query={partners} />}
      <Confirm
        open={cutting}
        title={intl.formatMessage({ id: 'partners.cutAll.confirm' })}
        action={intl.formatMessage({ id: 'partners.cutAll' })}
        onConfirm={async () => {
          const ended = await answerOf(own.POST('/multipartner/v1/partners/delegatedAdministration:end', { body: {} }));
          await queries.invalidateQueries();
          toasts.done(intl.formatMessage({ id: 'partners.cutAll.done' }, { count: ended.partners.length }));
        }}
        onClose={() => setCutting(false)}
      >
        <Text block>
          <FormattedMessage id="partners.cutAll.what" />
        </Text>
      </Confirm>
    </Page>
  );
}
