import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One evaluation of all enterprises under one release (评价批次). */
@Entity('scoring_run')
export class ScoringRun {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  releaseId!: string;

  @Column('text')
  standardId!: string;

  @Column('text')
  releaseHash!: string;

  @Column('smallint')
  year!: number;

  /** Day of assessment (评价日), YYYY-MM-DD. */
  @Column('date')
  asOf!: string;

  @Column('text')
  purpose!: 'application' | 'renewal';

  @Column({ type: 'text', insert: false, update: false })
  state!: 'open' | 'published' | 'abandoned';

  @Column('uuid', { nullable: true })
  jobId!: string | null;

  @Column('text')
  personName!: string;
}
