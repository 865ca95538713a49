import { Injectable } from '@nestjs/common';
import type { Transaction } from '@tidu/platform';

/** What this room needs to know of an enterprise, which it is left of. */
export interface DeskEnterprise {
  /** Record that was asked for; all else is said by the record that stands for it, where it was a second one. */
  id: string;
  /** Record that stands for it: itself, where it isn't a second one. */
  standing: string;
  name: string;
  creditCode: string;
  /** Where letters go; null: the register knows no address. */
  address: string | null;
  /** Region it lies in (GB/T 2260, or a street of it). */
  regionCode: string;
  /** Whether it is in business here: neither dissolved, moved out, nor merged into another. */
  active: boolean;
}

/** Somebody whom the register knows of an enterprise: for a channel alone, never kept. */
export interface Contact {
  id: string;
  role: string;
  name: string | null;
  phone: string | null;
  email: string | null;
  recordedAt: Date;
}

/** Who knows enterprises: the room that keeps them. Row security of the transaction decides which. */
export interface EnterpriseFacts {
  of(tx: Transaction, ids: readonly string[]): Promise<DeskEnterprise[]>;
  contacts(tx: Transaction, enterpriseId: string): Promise<Contact[]>;
  records(tx: Transaction, enterpriseId: string): Promise<string[]>;
}

/** Enterprises as this room hears of them, taught by the room to the right that keeps them. */
@Injectable()
export class EnterpriseBook {
  private facts?: EnterpriseFacts;

  teach(facts: EnterpriseFacts): void {
    this.facts = facts;
  }

  /** Those of these that the acting person sees, by their ids. */
  async of(tx: Transaction, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, DeskEnterprise>> {
    const asked = [...new Set(ids.filter((id) => id !== null))];
    if (asked.length === 0) return new Map();
    return new Map((await this.known().of(tx, asked)).map((one) => [one.id, one]));
  }

  contacts(tx: Transaction, enterpriseId: string): Promise<Contact[]> {
    return this.known().contacts(tx, enterpriseId);
  }

  /** All records of one enterprise, whichever of them is named: what is about one is about all. */
  records(tx: Transaction, enterpriseId: string): Promise<string[]> {
    return this.known().records(tx, enterpriseId);
  }

  private known(): EnterpriseFacts {
    if (!this.facts) throw new Error('nobody has taught the desk what an enterprise is');
    return this.facts;
  }
}
