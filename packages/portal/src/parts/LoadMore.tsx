import { Button, Spinner } from '@fluentui/react-components';
import { FormattedMessage } from 'react-intl';

interface LoadMoreProps {
  readonly query: { readonly hasNextPage: boolean; readonly isFetchingNextPage: boolean; fetchNextPage(): unknown };
}

/** The next page of a list, where there is one. */
export function LoadMore({ query }: LoadMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <div>
      <Button
        disabled={query.isFetchingNextPage}
        {...(query.isFetchingNextPage ? { icon: <Spinner size="tiny" /> } : {})}
        onClick={() => query.fetchNextPage()}
      >
        <FormattedMessage id="loadMore" />
      </Button>
    </div>
  );
}
