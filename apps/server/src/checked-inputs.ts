import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { DomainError } from '@tidu/kernel';
import { getMetadataStorage } from 'class-validator';

type Class = abstract new (...all: never[]) => object;
interface Argument {
  index: number;
  data?: unknown;
  pipes: unknown[];
}

/** Bodies that an operation reads by itself, from their text. */
const readByThemselves = ['StandardsOpenController.evaluate'];

/**
 * Refuses to serve while an input of an operation is checked by nothing: a part of the address without a pipe, a body
 * or query without a class of its own, a nested object or list that the validation would let through unread.
 * @throws DomainError `SERVER.UNCHECKED_INPUT` with every place.
 */
export function requireCheckedInputs(app: INestApplicationContext): void {
  const found = new DiscoveryService(app.get(ModulesContainer)).getControllers().flatMap(({ metatype, instance }) => {
    const names = new MetadataScanner().getAllMethodNames(Object.getPrototypeOf(instance) as object);
    return names.flatMap((name) => uncheckedOf(metatype as Class, name));
  });
  if (found.length === 0) return;
  throw new DomainError(
    'unavailable',
    'SERVER.UNCHECKED_INPUT',
    `有 ${found.length} 处输入没有检查：${found.join('；')}`,
  );
}

/** What of one operation's inputs is checked by nothing. */
export function uncheckedOf(controller: Class, method: string): string[] {
  const place = `${controller.name}.${method}`;
  const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, Argument>;
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, method) ?? []) as Class[];
  return Object.entries(given).flatMap(([key, { index, data, pipes }]) => {
    const kind = Number(key.split(':')[0]) as RouteParamtypes;
    const type = types[index];
    if (kind === RouteParamtypes.PARAM)
      return data !== undefined && pipes.length > 0
        ? []
        : [`${place} 地址里的 ${typeof data === 'string' ? data : '全部'}`];
    if (kind !== RouteParamtypes.BODY && kind !== RouteParamtypes.QUERY) return [];
    if (readByThemselves.includes(place)) return [];
    if (data !== undefined || !type || isBuiltIn(type)) return [`${place} 第 ${index + 1} 个参数没有自己的类`];
    return uncheckedProperties(type).map((property) => `${place} ${property}`);
  });
}

const isBuiltIn = (type: Class) => ([Object, Array, String, Number, Boolean] as unknown[]).includes(type);

/** Rules that look at a list or object from outside. */
const onlyOutside = (rule: string | undefined) =>
  rule !== undefined &&
  /^(isArray|isObject|isNotEmptyObject|isDefined|array(Min|Max)Size|arrayUnique|arrayNotEmpty)$/.test(rule);

/** Properties of a class, and of those nested in it, whose inside nothing reads. */
export function uncheckedProperties(type: Class, seen = new Set<Class>()): string[] {
  if (seen.has(type)) return [];
  seen.add(type);
  const all = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  const names = [...new Set(all.map(({ propertyName }) => propertyName))];
  return names.flatMap((name) => {
    const own = all.filter(({ propertyName }) => propertyName === name);
    const declared = Reflect.getMetadata('design:type', type.prototype as object, name) as Class | undefined;
    const isRead = own.some(
      ({ each, type: kind, name: rule }) =>
        each || kind === 'nestedValidation' || (kind === 'customValidation' && !onlyOutside(rule)),
    );
    const needsReading = declared === Array || (declared !== undefined && !isBuiltIn(declared) && declared !== Date);
    return needsReading && !isRead ? [`${type.name}.${name}`] : [];
  });
}
