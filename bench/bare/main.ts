import { text } from "node:stream/consumers";
import { taskPage } from "@punctual/contracts/task";
import Fastify from "fastify";
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from "fastify-type-provider-zod";

// What any route costs that answers so much, with nothing behind it: the page to answer with comes on standard input.
const page = taskPage.parse(JSON.parse(await text(process.stdin)));
const app = Fastify().withTypeProvider<ZodTypeProvider>();
app.setValidatorCompiler(validatorCompiler);
app.setSerializerCompiler(serializerCompiler);
app.get("/bare", { schema: { response: { 200: taskPage } } }, async () => page);
process.stdout.write(`${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
