import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { headersFile } from './policy.js';
import { root } from './steps/shell.js';

writeFileSync(path.join(root, 'public/_headers'), headersFile());
