import { layerViolations } from './layers/check-layers.ts';
import { projectRoot } from './setup/project.mjs';

const { checked, violations } = layerViolations(projectRoot);
for (const violation of violations) console.error(violation);
console.log(`${checked} files checked, ${violations.length} forbidden imports`);
process.exitCode = violations.length > 0 ? 1 : 0;
