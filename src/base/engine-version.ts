/**
 * The version of the engine that a saved run was made with. Raise it with every change that alters the trace of some scenario (the golden hashes change
 * then): a run kept by another version still opens, and says that it may differ.
 */
export const ENGINE_VERSION = '1';
