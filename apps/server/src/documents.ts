import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { type Express, type RequestHandler, Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { keepsNoAnswers } from '@tidu/platform';
import { describeOperations } from './described/describe-operations';
import { withNullTypes } from './described/json-schema';
import { operationIdOf } from './described/routes';
import { pagePolicy } from './security-headers';

const audiences = {
  console: { title: '梯度 · 经办接口', description: '供区县工信部门经办人员使用。结果均为预评估，非认定。' },
  access: {
    title: '梯度 · 登录与权限接口',
    description: '登录、我的安全、账号与授权。更改类请求要带请求头 X-Requested-With: tidu。',
  },
  portal: {
    title: '梯度 · 企业接口',
    description: '供企业人员使用：注册、认领、成员与代办、年度数据填报。更改类请求要带请求头 X-Requested-With: tidu。',
  },
  open: {
    title: '梯度 · 公开接口',
    description: '不用登录：已发布的标准与按给出事实的预评估。结果均为预评估，非认定。',
  },
} as const;
const aboutTexts =
  ' 文字先合成（NFC）；标有 x-trimmed 的先去掉看不见的排版标记（零宽、方向）和首尾空白，再核对。格式 line：不含控制字符、制表符、换行；text：不含控制字符。没有列出的字段和参数一律拒收，键不得是 __proto__、constructor 等对象自带的名字。';
type Audience = keyof typeof audiences;

type Documents = Record<Audience, OpenAPIObject>;
let made: Promise<Documents> | null = null;

/**
 * The OpenAPI document of each audience: the paths below `/api/<audience>` and the schemas they use. They say how the
 * program is built, so a process makes them once, however many doors it opens.
 */
export function createDocuments(app: INestApplication): Promise<Documents> {
  made ??= makeDocuments(app);
  return made;
}

async function makeDocuments(app: INestApplication): Promise<Documents> {
  // written by the build (apps/server/metadata.mjs); checks of the code run before it too
  const { default: metadata } = (await import('./metadata')) as { default: unknown };
  await SwaggerModule.loadPluginMetadata(metadata as never);
  const config = new DocumentBuilder().setOpenAPIVersion('3.1.0').setVersion('1').build();
  const everything = SwaggerModule.createDocument(app, config, { operationIdFactory: operationIdOf });
  const documents = Object.entries(audiences).map(([audience, { title, description }]) => {
    const whole = structuredClone(everything);
    whole.info = { ...whole.info, title, description: `${description}${aboutTexts}` };
    const paths = Object.fromEntries(
      Object.entries(whole.paths).filter(([path]) => path.startsWith(`/api/${audience}/`)),
    );
    for (const [method, operation] of Object.values(paths).flatMap(Object.entries) as [string, Operation][])
      if (method !== 'get' && audience !== 'open') nameAct(operation);
    const described = { ...whole, paths };
    describeOperations(app, described);
    const { schemas = {}, responses = {} } = described.components ?? {};
    const components = { schemas: usedSchemas({ paths, responses }, schemas), responses };
    return [audience, { ...described, components }];
  });
  return withNullTypes(steady(Object.fromEntries(documents))) as Documents;
}

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

/** Every operation that changes something takes the sender's key for the act. */
function nameAct(operation: Operation): void {
  const description =
    keepsNoAnswers in operation
      ? '在这里不起作用：含口令、链接或个人信息的提交不留答复，重发算另一次'
      : '这次提交的 UUID；重发只生效一次，答复相同，内容不同则拒绝';
  const given = { name: 'Idempotency-Key', in: 'header', required: false, description, schema: { type: 'string' } };
  const others = (operation.parameters ?? []).filter((one) => !('name' in one) || one.name !== given.name);
  operation.parameters = [...others, given as never];
}

/** The same with every list of values sorted: the compiler names the members of a union in no certain order. */
function steady(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(steady);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'enum' && Array.isArray(item) ? [...(item as unknown[])].sort() : steady(item),
    ]),
  );
}

/** Of all schemas those that the paths reach, so that no audience sees another's words. */
function usedSchemas(paths: object, all: Record<string, unknown>): Record<string, never> {
  const used = new Map<string, never>();
  const walk = (text: string) => {
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name) || !(name in all)) continue;
      used.set(name, all[name] as never);
      walk(JSON.stringify(all[name]));
    }
  };
  walk(JSON.stringify(paths));
  return Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pagesOf(document: OpenAPIObject): Router {
  const pages = Router();
  pages.use(swaggerUi.serveFiles(document)); // not serve: the shared one shows the last document at every path
  pages.get('/', swaggerUi.setup(document, { customSiteTitle: document.info.title }));
  return pages;
}

/** Mounts the documents at `/docs/<audience>`, listed at `/docs`; `guard`: behind a sign-in. */
export function mountDocs(server: Express, documents: Record<Audience, OpenAPIObject>, guard?: RequestHandler): void {
  if (guard) server.use('/docs', guard);
  server.use('/docs', (_request, response, next) => {
    response.setHeader('Content-Security-Policy', pagePolicy("'self' 'unsafe-inline'")); // its own styles stand in its text
    next();
  });
  for (const [audience, document] of Object.entries(documents)) {
    server.get(`/docs/${audience}.json`, (_request, response) => void response.json(document));
    let pages: Router | null = null; // a process makes them when they are first asked for
    server.use(`/docs/${audience}`, (...asked) => (pages ??= pagesOf(document))(...asked));
  }
  const links = Object.entries(audiences).map(
    ([name, { title }]) => `<li><a href="/docs/${name}">${title}</a>（<a href="/docs/${name}.json">JSON</a>）</li>`,
  );
  server.get('/docs', (_request, response) => {
    response
      .type('html')
      .send(
        `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>梯度 · 接口文档</title><h1>接口文档</h1><ul>${links.join('')}</ul></html>`,
      );
  });
}
