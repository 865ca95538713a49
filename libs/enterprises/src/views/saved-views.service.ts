import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@tidu/audit';
import { DomainError, uuidv7 } from '@tidu/kernel';
import { type ActingPerson, Database, staleVersion, type Transaction } from '@tidu/platform';

/** How a list is set up: what it is narrowed by, its order, its columns. */
export interface ViewSetup {
  name: string;
  /** By the names of the list's parameters. */
  filters: object;
  /** Null: those the list shows by itself. */
  columns: string[] | null;
  shared: boolean;
}

/** A list as somebody has set it up (保存的视图). */
export interface SavedView extends ViewSetup {
  id: string;
  /** Whether it is the asking person's own: only then it may be changed. */
  own: boolean;
  ownerName: string;
  version: number;
}

const columns = `id, name, filters, columns, shared, "ownerName", version, "ownerId" = acting_person() as own`;
/** One person's views of the list; more are no help to anybody. */
const most = 100;

/** Saved views of the register's list: one's own, and those others share. */
@Injectable()
export class SavedViewsService {
  constructor(
    private readonly database: Database,
    private readonly trail: AuditTrail,
  ) {}

  /** The person's own views and the shared ones, the own first. */
  list(person: ActingPerson): Promise<SavedView[]> {
    return this.database.read(person, (tx) =>
      tx.rows<SavedView>(
        `select ${columns} from saved_view where list = 'enterprises' order by own desc, name collate "zh-Hans-CN-x-icu", id`,
      ),
    );
  }

  /** Keeps a new view. @throws DomainError `ENTERPRISES.VIEW_EXISTS`, `ENTERPRISES.TOO_MANY_VIEWS`. */
  create(person: ActingPerson, setup: ViewSetup): Promise<SavedView> {
    const { name, filters, columns: shown, shared } = setup;
    return this.database.write(person, async (tx) => {
      const held = await tx.row<{ n: number }>(
        `select count(*)::int as n from saved_view where list = 'enterprises' and "ownerId" = $1`,
        [person.id],
      );
      if ((held?.n ?? 0) >= most) throw tooMany();
      const made = await tx.row<SavedView>(
        `insert into saved_view (id, "ownerId", "ownerName", list, name, filters, columns, shared)
         values ($1, $2, $3, 'enterprises', $4, $5, $6, $7) on conflict ("ownerId", list, name) do nothing returning ${columns}`,
        [uuidv7(), person.id, person.name, name, filters, shown, shared],
      );
      if (!made) throw nameTaken(name);
      await this.record(tx, 'saveView', made.id, undefined, setup);
      return made;
    });
  }

  /**
   * Sets one's own view up anew.
   *
   * @throws DomainError `ENTERPRISES.NO_VIEW` also for another person's, `PLATFORM.STALE`, `ENTERPRISES.VIEW_EXISTS`.
   */
  change(person: ActingPerson, id: string, version: number, setup: ViewSetup): Promise<SavedView> {
    const { name, filters, columns: shown, shared } = setup;
    return this.database.write(person, async (tx) => {
      const before = await own(tx, id);
      const other = await tx.row(
        `select from saved_view where "ownerId" = $1 and list = 'enterprises' and name = $2 and id <> $3`,
        [person.id, name, id],
      );
      if (other) throw nameTaken(name);
      const changed = await tx.row<SavedView>(
        `update saved_view set name = $3, filters = $4, columns = $5, shared = $6, version = version + 1, "updatedAt" = now()
         where id = $1 and version = $2 returning ${columns}`,
        [id, version, name, filters, shown, shared],
      );
      if (!changed) throw staleView(before);
      await this.record(tx, 'changeView', id, setupOf(before), setup);
      return changed;
    });
  }

  /** Removes one's own view. @throws DomainError as {@link change}. */
  remove(person: ActingPerson, id: string, version: number): Promise<void> {
    return this.database.write(person, async (tx) => {
      const before = await own(tx, id);
      const gone = await tx.rows('delete from saved_view where id = $1 and version = $2 returning id', [id, version]);
      if (gone.length === 0) throw staleView(before);
      await this.record(tx, 'removeView', id, setupOf(before), undefined);
    });
  }

  private record(tx: Transaction, act: string, id: string, before: object | undefined, after: object | undefined) {
    return this.trail.record(tx, {
      ...{ action: `enterprises.${act}`, objectType: 'saved_view', objectId: id },
      ...(before && { before }),
      ...(after && { after }),
    });
  }
}

const setupOf = ({ name, filters, columns: shown, shared }: SavedView): ViewSetup => ({
  ...{ name, filters, columns: shown, shared },
});

/** The person's own view, held until the transaction ends. */
async function own(tx: Transaction, id: string): Promise<SavedView & { updatedAt: Date }> {
  const view = await tx.row<SavedView & { updatedAt: Date }>(
    `select ${columns}, "updatedAt" from saved_view where id = $1 and "ownerId" = $2 for update`,
    [id, tx.person.id],
  );
  if (!view) throw new DomainError('notFound', 'ENTERPRISES.NO_VIEW', '您没有这个视图，或它已被删除。请刷新后重试。');
  return view;
}

const staleView = ({ version, ownerName, updatedAt }: SavedView & { updatedAt: Date }) =>
  staleVersion('这个视图', { version, who: ownerName, at: updatedAt });

const tooMany = () =>
  new DomainError('invalid', 'ENTERPRISES.TOO_MANY_VIEWS', `每人最多保存 ${most} 个视图，请先删去不用的。`);

function nameTaken(name: string): DomainError {
  const message = `您已有名为“${name}”的视图，请换一个名称，或修改原来的视图。`;
  return new DomainError('conflict', 'ENTERPRISES.VIEW_EXISTS', message, [
    { where: { field: 'name' }, value: name, code: 'ENTERPRISES.VIEW_EXISTS', message },
  ]);
}
