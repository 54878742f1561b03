//! The series that single outlets write, by the built-in manifests.
#![no_main]

use salient_maps::{builtin, builtin_keys};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for key in builtin_keys() {
        let manifest = builtin(key).expect("built-in manifests are valid");
        salient_fuzz::read_with(&manifest, &manifest.date, bytes);
    }
});
