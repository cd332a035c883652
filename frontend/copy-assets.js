// Copies what the pages and the PDF need as it is: fonts, our scripts, the mark.
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const interFiles = join(here, "..", "node_modules", "@fontsource", "inter", "files");
const subsets = ["latin", "latin-ext"];
const weights = [400, 500, 600, 700];

mkdirSync(join(dist, "fonts"), { recursive: true });
for (const subset of subsets) {
  for (const weight of weights) {
    const name = `inter-${subset}-${weight}-normal.woff2`;
    cpSync(join(interFiles, name), join(dist, "fonts", name));
  }
}
cpSync(join(interFiles, "..", "LICENSE"), join(dist, "fonts", "LICENSE.txt"));
cpSync(join(here, "scripts"), join(dist, "scripts"), { recursive: true });
cpSync(join(here, "images"), join(dist, "images"), { recursive: true });
