import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsObject, IsString, ValidateNested } from 'class-validator';
import { uncheckedOf, uncheckedProperties } from './checked-inputs';

class Inner {
  @IsString()
  name!: string;
}

class Checked {
  @ValidateNested()
  @Type(() => Inner)
  inner!: Inner;

  @IsArray()
  @IsString({ each: true })
  words!: string[];
}

class Unchecked {
  @IsObject()
  inner!: Inner;

  @IsArray()
  many!: Inner[];
}

@Controller()
class Trial {
  @Get(':id')
  good(@Param('id', ParseUUIDPipe) _id: string, @Query() _query: Inner): void {}

  @Get(':id/bad')
  bare(@Param('id') _id: string, @Param() _all: object): void {}

  @Post()
  loose(@Body() _body: object, @Body('name') _name: string): void {}

  @Post('nested')
  nested(@Body() _body: Unchecked): void {}
}

describe('inputs of operations', () => {
  it('are found where nothing checks them', () => {
    expect(uncheckedOf(Trial, 'good')).toEqual([]);
    expect(uncheckedOf(Trial, 'bare').sort()).toEqual(['Trial.bare 地址里的 id', 'Trial.bare 地址里的 全部'].sort());
    expect(uncheckedOf(Trial, 'loose')).toHaveLength(2);
    expect(uncheckedOf(Trial, 'nested')).toEqual(['Trial.nested Unchecked.inner', 'Trial.nested Unchecked.many']);
    expect(uncheckedProperties(Checked)).toEqual([]);
  });
});
