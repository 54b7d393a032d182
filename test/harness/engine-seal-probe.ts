/** A script that shows its doors, seals itself as the engine's worker does, and shows them again. */
export { default as sealProbeUrl } from '../../workers/engine/seal-probe.ts?iife';
