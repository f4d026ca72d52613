//! Writes the JavaScript that calls a compiled Worker, and the WebAssembly that it calls.
//!
//! It does what `wasm-bindgen --target web` does, at the version that the lock file has for the Worker. So
//! there is nothing to install, and the two versions cannot differ.

use std::env;
use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [compiled, folder] = arguments.as_slice() else {
        return Err("give it the compiled `.wasm` and the folder to write to".into());
    };
    Bindgen::new().input_path(compiled).web(true)?.typescript(false).generate(folder)?;
    Ok(())
}
