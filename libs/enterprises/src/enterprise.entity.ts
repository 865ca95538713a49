import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';

export const ownerships = ['stateOwned', 'private', 'foreign', 'collective', 'other'] as const;
export type Ownership = (typeof ownerships)[number];

/** 在营, 注销, 迁出, 合并 (another record goes on in its place). */
export const statuses = ['active', 'dissolved', 'movedOut', 'merged'] as const;
export type EnterpriseStatus = (typeof statuses)[number];

/** An enterprise of the register (企业) as it is today; earlier states stand in `enterprise_version`. */
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

  /** First day of this state, `YYYY-MM-DD`; null: as long as known. */
  @Column('date', { nullable: true })
  since!: string | null;

  /** 简称. */
  @Column('text', { nullable: true })
  shortName!: string | null;

  /** 街道、乡镇, nine digits. */
  @Column('text', { nullable: true })
  streetCode!: string | null;

  /** 注册资本 in 分; the driver gives bigint as text. */
  @Column('bigint', { nullable: true })
  registeredCapital!: string | null;

  /** 住所. */
  @Column('text', { nullable: true })
  registeredAddress!: string | null;

  /** 生产经营地址. */
  @Column('text', { nullable: true })
  productionAddress!: string | null;

  /** 法定代表人; personal data. */
  @Column('text', { nullable: true })
  legalRepresentative!: string | null;

  @Column('text', { default: 'active' })
  status!: EnterpriseStatus;

  /** The record that goes on in the place of a merged one. */
  @Column('uuid', { nullable: true })
  mergedInto!: string | null;

  /** 包联责任人: an account, where there is one, and the name. */
  @Column('uuid', { nullable: true })
  officerId!: string | null;

  @Column('text', { nullable: true })
  officerName!: string | null;

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

  /** Who changed the row last, and that person's name then. */
  @Column('uuid', { nullable: true })
  changedBy!: string | null;

  @Column('text', { nullable: true })
  changedByName!: string | null;
}
