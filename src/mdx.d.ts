/** Lessons are MDX modules: a component that takes its vocabulary as `components`. */
declare module '*.mdx' {
  const Text: import('react').ComponentType<{ readonly components?: Readonly<Record<string, unknown>> }>;
  // biome-ignore lint/style/noDefaultExport: MDX compiles to one
  export default Text;
}
