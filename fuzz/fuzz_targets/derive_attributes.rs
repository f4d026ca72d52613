#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::derive_attributes::run(data));
