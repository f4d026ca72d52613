#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::native_open::run(data));
