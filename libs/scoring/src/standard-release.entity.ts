import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A standard as it was published (标准发布版): immutable, only whether it is in use may change. */
@Entity('standard_release')
export class StandardRelease {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  standardId!: string;

  @Column('int')
  version!: number;

  /** SHA-256 of the checked document in canonical form. */
  @Column('text')
  hash!: string;

  @Column('text')
  name!: string;

  /** Kind of title it leads to. */
  @Column('text')
  title!: string;

  /** The YAML text as it was read. */
  @Column('text')
  document!: string;

  /** The checked document: what is hashed and compiled. */
  @Column('jsonb')
  content!: object;

  @Column('boolean')
  active!: boolean;

  @Column({ type: 'timestamptz', insert: false, update: false })
  publishedAt!: Date;

  @Column('uuid')
  publishedBy!: string;
}
