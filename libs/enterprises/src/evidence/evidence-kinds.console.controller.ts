import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Permission } from '@tidu/platform';
import type { EvidenceKindListDto } from './evidence.console.dto';
import type { EvidenceDay } from './evidence-kind';
import { evidenceKinds } from './kinds';

const day = ({ label, required = false, lastDay = false }: EvidenceDay) => ({ label, required, lastDay });

@ApiTags('佐证')
@Controller('/api/console/evidence-kinds')
export class EvidenceKindsConsoleController {
  /** 佐证的种类，各要填什么 */
  @Get()
  @Permission('enterprises.read')
  list(): EvidenceKindListDto {
    return {
      items: evidenceKinds.map(({ kind, label, about, from, until, fields }) => ({
        ...{ kind, label, about, from: day(from), until: day(until) },
        fields: fields.map((field) => ({
          ...{ name: field.name, label: field.label, type: field.type, required: field.required ?? false },
          ...{ max: field.max ?? null, hint: field.hint ?? null, options: [...(field.options ?? [])] },
          onlyWith: field.onlyWith ? { field: field.onlyWith.field, is: [...field.onlyWith.is] } : null,
        })),
      })),
    };
  }
}
