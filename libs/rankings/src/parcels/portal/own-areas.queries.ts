import { Injectable } from '@nestjs/common';
import { type ActingPerson, Database } from '@tidu/platform';
import { areaText } from '../area';
import type { OwnAreaItemDto } from './parcels.portal.dto';

/** What was published of an enterprise's areas. */
@Injectable()
export class OwnAreasQueries {
  constructor(private readonly database: Database) {}

  /** Newest list first, at most 200 shares. The caller has admitted the person. */
  async published(person: ActingPerson, enterpriseId: string): Promise<OwnAreaItemDto[]> {
    const rows = await this.database.read(person, (tx) =>
      tx.rows<OwnAreaItemDto>(
        `select i.id as "itemId", l.id as "listId", l.title, l.year, l."closesOn"::text as "closesOn",
           l."closesOn" >= (now() at time zone 'Asia/Shanghai')::date as "isOpen", i.number, i.address, i.area::text as area
         from area_list_item i join area_list l on l.id = i."listId"
         where i."enterpriseId" in (select enterprise_family($1)) order by l.year desc, l.id desc, i.position limit 200`,
        [enterpriseId],
      ),
    );
    return rows.map((row) => ({ ...row, area: areaText(row.area) }));
  }
}
