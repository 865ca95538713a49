import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

export const ownerships = ['stateOwned', 'private', 'foreign', 'collective', 'other'] as const;
export type Ownership = (typeof ownerships)[number];

/** An enterprise of the register (企业). */
@Entity('enterprise')
export class Enterprise {
  @PrimaryColumn('uuid')
  id!: string;

  /** 统一社会信用代码, GB 32100-2015, normalised. */
  @Column('text', { unique: true })
  creditCode!: string;

  @Column('text')
  name!: string;

  /** Place of registration today, six digits of GB/T 2260. */
  @Column('text')
  regionCode!: string;

  /** `given`: a source stated the region; `creditCode`: taken from the code until one does. */
  @Column('text')
  regionBasis!: 'given' | 'creditCode';

  /** GB/T 4754-2017, two to four digits. */
  @Column('text', { nullable: true })
  industryCode!: string | null;

  @Column('text', { nullable: true })
  ownership!: Ownership | null;

  /** 成立日期, `YYYY-MM-DD`. */
  @Column('date', { nullable: true })
  registeredOn!: string | null;

  /** Invented for demonstration. */
  @Column('boolean', { default: false })
  demo!: boolean;

  /** Counts the changes; sent back as If-Match. */
  @VersionColumn()
  version!: number;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date;
}
