// Prints what the schema of CSL says of the style on the standard input; nothing where it is valid.
// node csl.mjs <csl-validator.mjs>
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { validateStyle } = await import(pathToFileURL(process.argv[2]).href);
process.stdout.write(await validateStyle(readFileSync(0)));
