import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";

/**
 * `/docs`: the API reference, where requests can be tried. Its files lie beside the program and are read when somebody
 * asks for them; it asks nothing of other sites.
 */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    // Validation would be another site's; the standalone layout is a bar with its maker's name.
    uiConfig: { docExpansion: "none", validatorUrl: null, layout: "BaseLayout" },
    theme: { title: "Punctual: API reference" },
  });
}
