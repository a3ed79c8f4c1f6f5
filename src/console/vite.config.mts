import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Everything is bundled: the page runs under a policy that allows no other origin, no eval and no inline script. */
export default defineConfig({
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/console',
    emptyOutDir: true,
    sourcemap: false,
    // Inlined scripts and workers would need `data:` and `blob:` in the policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 10_000,
    modulePreload: { polyfill: false },
    // GraphiQL's own modules carry directives for a compiler that has already run.
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
