// A browser whose WebAssembly cannot suspend (Safari, Firefox before 2026): what is missing there is taken away here.
Reflect.deleteProperty(WebAssembly, 'Suspending');
Reflect.deleteProperty(WebAssembly, 'promising');
