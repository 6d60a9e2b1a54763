import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Empty } from './Empty.tsx';

export interface Column<T> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: T) => ReactNode;
  /** A CSS width; the rest is shared equally. */
  readonly width?: string;
  readonly align?: 'end';
}

interface DataTableProps<T> {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** What is said in place of no rows. */
  readonly empty: string;
}

const phone = '@media (max-width: 40rem)';
const useStyles = makeStyles({
  scroll: { overflowX: 'auto' },
  table: { minWidth: 'fit-content', [phone]: { display: 'block' } },
  head: { [phone]: { display: 'none' } },
  body: { [phone]: { display: 'block' } },
  row: {
    [phone]: { display: 'block', padding: `${tokens.spacingVerticalS} 0`, height: 'auto' },
    ':last-child': { borderBottomStyle: 'none' },
  },
  cell: {
    height: 'auto',
    minHeight: '2.75rem',
    paddingTop: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalS,
    verticalAlign: 'middle',
    overflowWrap: 'anywhere',
    [phone]: {
      display: 'grid',
      gridTemplateColumns: '8rem 1fr',
      width: 'auto',
      minHeight: 0,
      textAlign: 'start',
      paddingTop: tokens.spacingVerticalXS,
      paddingBottom: tokens.spacingVerticalXS,
      '::before': { content: 'attr(data-title)', color: tokens.colorNeutralForeground2 },
    },
  },
  end: { textAlign: 'end', [phone]: { textAlign: 'start' } },
  endHead: { '& > *': { justifyContent: 'flex-end' } },
});

/** A table on a wide screen; on a phone each row is a card with the columns' titles beside the values. */
export function DataTable<T>({ label, columns, rows, keyOf, empty }: DataTableProps<T>) {
  const styles = useStyles();
  if (rows.length === 0) return <Empty title={empty} />;
  return (
    <div className={styles.scroll}>
      <Table aria-label={label} className={styles.table} size="medium" noNativeElements={false}>
        <TableHeader className={styles.head}>
          <TableRow>
            {columns.map(({ key, title, width, align }) => (
              <TableHeaderCell
                key={key}
                className={align === 'end' ? styles.endHead : undefined}
                {...(width === undefined ? {} : { style: { width } })}
              >
                {title}
              </TableHeaderCell>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody className={styles.body}>
          {rows.map((row) => (
            <TableRow key={keyOf(row)} className={styles.row}>
              {columns.map(({ key, title, cell, align }) => (
                <TableCell
                  key={key}
                  className={mergeClasses(styles.cell, align === 'end' && styles.end)}
                  data-title={title}
                >
                  <div>{cell(row)}</div>
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
