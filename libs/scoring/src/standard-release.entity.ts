import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A standard as it was published (标准发布版): nothing in it ever changes. Which one is in use stands in `standard_activation`. */
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

  /** The cases as they were written; all of them passed. */
  @Column('text')
  cases!: string;

  @Column('int')
  casesTotal!: number;

  /** SHA-256 over hash, both texts and who published. */
  @Column('text')
  seal!: string;

  @Column({ type: 'timestamptz', insert: false, update: false })
  publishedAt!: Date;

  @Column('uuid')
  publishedBy!: string;

  @Column('text')
  publishedByName!: string;
}
