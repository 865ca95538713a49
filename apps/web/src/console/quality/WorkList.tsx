import type { ReactNode } from 'react';
import { PageHead } from '../../shared/ui/PageHead';
import { type Choice, FilterBar } from './FilterBar';
import { ListView, type ListViewProps } from './ListView';
import '../enterprises/figures/figures-section.css';
import './quality.css';

interface WorkListProps<Item> extends ListViewProps<Item> {
  title: string;
  lead: ReactNode;
  /** What makes the list, where it is made by a job. */
  job?: ReactNode;
  choices: Choice[];
  filter: { q?: string };
  /** What is filtered, in words, above the rows. */
  note?: ReactNode;
  onFilter: (name: string, value: string | undefined) => void;
}

/** A page of the work lists about figures: what it is, how it is made, its filters, its rows. */
export function WorkList<Item>({ title, lead, job, choices, filter, note, onFilter, ...list }: WorkListProps<Item>) {
  return (
    <>
      <PageHead title={title} lead={lead} />
      {job}
      <FilterBar choices={choices} q={filter.q} onChange={onFilter} />
      {note}
      <ListView {...list} />
    </>
  );
}
