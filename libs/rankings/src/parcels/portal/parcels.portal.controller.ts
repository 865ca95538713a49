import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type ActingPerson, Permission } from '@tidu/platform';
import { toEnterpriseParcels } from '../console/parcel-view';
import { EnterpriseParcelsDto, ParcelsDayQuery } from '../console/parcels.console.dto';
import { ParcelsQueries } from '../parcels.queries';
import { OwnAreaItemsDto } from './parcels.portal.dto';
import { OwnAreasQueries } from './own-areas.queries';

const EnterpriseId = () => Param('enterpriseId', ParseUUIDPipe);

@ApiTags('用地')
@Controller('/api/portal/enterprises/:enterpriseId')
export class ParcelsPortalController {
  constructor(
    private readonly parcels: ParcelsQueries,
    private readonly areas: OwnAreasQueries,
  ) {}

  /** 本企业那一天用的地块和份额 */
  @Get('parcels')
  @Permission('members.view')
  async own(
    @Acting() person: ActingPerson,
    @EnterpriseId() enterpriseId: string,
    @Query() { day }: ParcelsDayQuery,
  ): Promise<EnterpriseParcelsDto> {
    return toEnterpriseParcels(await this.parcels.ofEnterprise(person, enterpriseId, day));
  }

  /** 公示过的本企业面积，新的在前；公示期内可以在公示页提出异议 */
  @Get('area-items')
  @Permission('members.view')
  async published(@Acting() person: ActingPerson, @EnterpriseId() enterpriseId: string): Promise<OwnAreaItemsDto> {
    return { items: await this.areas.published(person, enterpriseId) };
  }
}
