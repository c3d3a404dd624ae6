import { type Command, InvalidArgumentError } from "commander";
import { CiFailed } from "../failure.ts";
import { needed } from "../github/client.ts";
import { publicUrl } from "../release/smoke/public-url.ts";
import { smoke } from "../release/smoke/smoke.ts";

/** `smoke URL`: uses a stack through its public door, as a person and an agent do. */
export function addSmoke(program: Command): void {
  program
    .command("smoke")
    .description("uses a stack through its public door, as a person and an agent do")
    .argument("<url>", "of the public door, such as https://tasks.example.com")
    .option("--patience <seconds>", "how long the door may take to open, and an event to arrive", seconds, 60)
    .action(async (text: string, { patience }: { patience: number }) => {
      const why = await smoke({
        url: publicUrl(text, "the argument"),
        token: needed(process.env, "PUNCTUAL_SMOKE_TOKEN"),
        say: console.error,
        patience: { doorMs: patience * 1000, eventMs: patience * 1000 },
      });
      if (why !== undefined) throw new CiFailed(why);
      console.log(`${text} works.`);
    });
}

function seconds(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a number of seconds, such as 60.");
}
