import type { INestApplicationContext, PipeTransform, Type } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';
import { type PermissionName, wantedPermission } from '@tidu/platform';
import type { Class } from './input-schema';

/** One operation as its controller declares it. */
export interface Route {
  /** By which the documents know it. */
  operationId: string;
  handler: object;
  permission: PermissionName | undefined;
  /** What checks each part of the address. */
  path: Map<string, PipeTransform | Type<PipeTransform>>;
  query: Class | undefined;
  body: Class | undefined;
}

interface Argument {
  index: number;
  data?: unknown;
  pipes: (PipeTransform | Type<PipeTransform>)[];
}

export const operationIdOf = (controller: string, method: string) => `${controller}_${method}`;

/** Every operation of the doors. */
export function routesOf(app: INestApplicationContext): Map<string, Route> {
  const routes = new DiscoveryService(app.get(ModulesContainer)).getControllers().flatMap(({ metatype, instance }) => {
    const prototype = Object.getPrototypeOf(instance) as Record<string, () => void>;
    return new MetadataScanner().getAllMethodNames(prototype).map((method): Route => {
      const given = (Reflect.getMetadata(ROUTE_ARGS_METADATA, metatype as Class, method) ?? {}) as Record<
        string,
        Argument
      >;
      const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as Class[];
      const of = (kind: RouteParamtypes) =>
        Object.entries(given).flatMap(([key, argument]) => (key.startsWith(`${kind}:`) ? [argument] : []));
      const [query] = of(RouteParamtypes.QUERY).map(({ index }) => types[index]);
      const [body] = of(RouteParamtypes.BODY).map(({ index }) => types[index]);
      return {
        operationId: operationIdOf((metatype as Class).name, method),
        handler: prototype[method] as object,
        permission: wantedPermission(prototype[method] as object),
        path: new Map(
          of(RouteParamtypes.PARAM).flatMap(({ data, pipes }) => pipes.map((pipe) => [String(data), pipe])),
        ),
        query,
        body,
      };
    });
  });
  return new Map(routes.map((route) => [route.operationId, route]));
}
