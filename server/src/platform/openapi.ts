/** OpenAPI 3.1 from the zod schemas that validate: `/api/openapi.json`, and a page to browse it at `/api/docs`. */
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { Scope } from '@scriptorium/shared/scopes.ts';
import type { Config } from './config.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope that an API key needs at this route (`auth/key-door.ts`). Without it, the route is for people. */
    key_scope?: Scope;
  }
}

export async function registerOpenApi(http: FastifyInstance, config: Config): Promise<void> {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Scriptorium',
        version: '1',
        description: 'Everything the app does, for scripts. Errors are RFC 9457 problem documents.',
      },
      ...(config.publicUrl ? { servers: [{ url: config.publicUrl.origin }] } : {}),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'scriptorium.session_token' },
          key: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'scr_…',
            description:
              'An API key: made in the settings, with scopes, until it expires or is revoked. Every address that takes keys names the scope it needs.',
          },
        },
      },
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      if (!url.startsWith('/api/v1/')) return { schema: { ...schema, hide: true }, url };
      const scope = (route.route.config as { key_scope?: Scope } | undefined)?.key_scope;
      return {
        schema: {
          ...schema,
          security: [{ session: [] }, ...(scope ? [{ key: [scope] }] : [])],
          response: { ...(schema.response as object), default: problemResponse },
        },
        url,
      };
    },
    transformObject: jsonSchemaTransformObject,
  });
  await http.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: false,
    uiConfig: { docExpansion: 'list', tryItOutEnabled: true },
    theme: {
      title: 'Scriptorium API',
      css: [{ filename: 'quiet.css', content: '.swagger-ui .topbar { display: none }' }],
    },
  });
  http.get('/api/openapi.json', { schema: { hide: true } }, async () => http.swagger());
}

const problemResponse = {
  description: 'What went wrong, by kind',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
