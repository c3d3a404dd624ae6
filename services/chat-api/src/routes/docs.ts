import swaggerUi from "@fastify/swagger-ui";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";

/**
 * `/docs`: the API reference, where requests can be tried. Its files lie beside the program and are read when somebody
 * asks for them; it asks nothing of other sites.
 */
export const docsRoutes: FastifyPluginAsyncZod = async (app) => {
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    // Validation would be another site's; the standalone layout is a bar with its maker's name.
    uiConfig: { docExpansion: "none", validatorUrl: null, layout: "BaseLayout" },
    theme: { title: "Punctual: API reference" },
  });
};
