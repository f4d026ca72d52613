//! What is left of secrets in the heap, in blocks in use and in freed ones: nothing.
//!
//! The test reads its own memory through `/proc`. It runs in a process of its own, with one heap for all
//! threads. Secrets are made on the stack there, and the stack is not read.

#![cfg(all(target_os = "linux", target_env = "gnu"))]

use std::env;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::process::Command;

use hkdf::HkdfExtract;
use iron_session::{Error, Keyring, KeyringBuilder};
use sha2::Sha256;

use crate::common::{ALPHABET, TestResult};

/// As many bytes in a row are taken for a copy.
const COPY_BYTES: usize = 12;
const PASSWORD_BYTES: usize = 40;

fn raw(seed: u32) -> [u8; 32] {
    std::array::from_fn(|n| mixed(seed, n).to_le_bytes()[0])
}

fn password(seed: u32) -> [u8; PASSWORD_BYTES] {
    std::array::from_fn(|n| ALPHABET[usize::from(mixed(seed, n).to_le_bytes()[1] % 62)])
}

/// A number that looks like chance, another for each place of each secret.
fn mixed(seed: u32, place: usize) -> u32 {
    let number = (64 * seed + u32::try_from(place).expect("a short text")).wrapping_mul(0x9e37_79b1);
    (number ^ number >> 15).wrapping_mul(0x85eb_ca6b) >> 8
}

/// `key:` and the raw key in hex.
fn hex(seed: u32) -> [u8; 68] {
    let digit = |number: u8| char::from_digit(number.into(), 16).map_or(b'-', |digit| digit as u8);
    let (raw, mut text) = (raw(seed), [0; 68]);
    text[..4].copy_from_slice(b"key:");
    for (at, place) in text[4..].iter_mut().enumerate() {
        *place = digit(if at % 2 == 0 { raw[at / 2] >> 4 } else { raw[at / 2] & 15 });
    }
    text
}

/// `key:` and the raw key in base64url.
fn base64(seed: u32) -> [u8; 47] {
    let (raw, mut text) = (raw(seed), [0; 47]);
    text[..4].copy_from_slice(b"key:");
    let bit = |at: usize| raw.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    for (at, place) in text[4..].iter_mut().enumerate() {
        let six = (0..6).fold(0, |bits, n| bits << 1 | bit(6 * at + n));
        *place = ALPHABET[usize::from(six)];
    }
    text
}

/// The key of sessions that comes of a raw key, made without the heap (the page `seal_format`, "Keys").
fn session_key(seed: u32) -> [u8; 32] {
    let mut extract = HkdfExtract::<Sha256>::new(Some(b"iron-session/1/prk/raw"));
    extract.input_ikm(b"\0\0");
    extract.input_ikm(&raw(seed));
    let mut key = [0; 32];
    let label = [b"iron-session/1/seal".as_slice(), b"\0\x07", b"session"];
    extract.finalize().1.expand_multi_info(&label, &mut key).expect("32 bytes");
    key
}

fn text(bytes: &[u8]) -> &str {
    str::from_utf8(bytes).expect("ASCII")
}

/// Where the heap begins and ends. Nothing is allocated for it: that would overwrite freed blocks.
fn heap() -> (u64, u64) {
    let mut room = [0; 16 * 1024];
    let maps = File::open("/proc/self/maps").expect("Linux has it");
    let mut length = 0;
    while let Ok(read @ 1..) = maps.read_at(&mut room[length..], length as u64) {
        length += read;
    }
    let line = text(&room[..length]).lines().find(|line| line.ends_with("[heap]")).expect("a heap");
    let (begin, end) = line.split(' ').next().and_then(|range| range.split_once('-')).expect("a range");
    let address = |hex| u64::from_str_radix(hex, 16).expect("hex");
    (address(begin), address(end))
}

/// Whether a part of these bytes stands anywhere in the heap.
fn is_in_heap(secret: &[u8]) -> bool {
    let memory = File::open("/proc/self/mem").expect("Linux has it");
    let (mut at, end) = heap();
    let mut room = [0; 16 * 1024];
    let mut begins = [false; 256];
    for part in secret.windows(COPY_BYTES) {
        begins[usize::from(part[0])] = true;
    }
    while at < end {
        let length = usize::try_from(end - at).map_or(room.len(), |rest| rest.min(room.len()));
        memory.read_exact_at(&mut room[..length], at).expect("the heap is readable");
        let mut parts = room[..length].windows(COPY_BYTES).filter(|part| begins[usize::from(part[0])]);
        if parts.any(|part| secret.windows(COPY_BYTES).any(|copy| copy == part)) {
            return true;
        }
        // The next piece begins a little before the end of this one, unless it was the last.
        at += (length - if at + length as u64 == end { 0 } else { COPY_BYTES }) as u64;
    }
    false
}

/// What is left of a secret, in any of its spellings.
fn remains(seed: u32) -> Vec<&'static str> {
    let (password, hex, base64) = (password(seed), hex(seed), base64(seed));
    let found = [
        (is_in_heap(&raw(seed)), "raw"),
        (is_in_heap(&hex[4..]), "hex"),
        (is_in_heap(&base64[4..]), "base64"),
        (is_in_heap(&password), "password"),
        (is_in_heap(&password.map(|letter| letter.to_ascii_lowercase())), "password in lower case"),
    ];
    found.into_iter().filter(|(is_there, _)| *is_there).map(|(_, name)| name).collect()
}

type Build = fn() -> Result<Keyring, Error>;

fn builder() -> KeyringBuilder {
    Keyring::builder()
}

/// What is built of secrets, of which seeds, and whether it is refused.
const CASES: [(&str, Build, &[u32], bool); 15] = [
    ("from_key", || Keyring::from_key(&raw(1)), &[1], false),
    ("key in hex", || Keyring::from_secret(text(&hex(2))), &[2], false),
    ("key in base64", || Keyring::from_secret(text(&base64(3))), &[3], false),
    ("password", || Keyring::from_password(text(&password(4))), &[4], false),
    ("many keys", many_keys, &[5, 6, 7, 8, 9, 10], false),
    ("Fe26.2", || builder().fe26_password("1", text(&password(11))).build(), &[11], false),
    ("variables", || Keyring::from_env("APP_SECRET"), &[12, 13, 14], false),
    ("file", || Keyring::from_env("APP_MOUNTED"), &[15], false),
    ("Fe26.2 variable", || builder().key(&raw(16)).fe26_env("1", "APP_FE26").build(), &[16, 17], false),
    ("the same key twice", || builder().key(&raw(18)).next_secret(text(&hex(18))).build(), &[18], true),
    ("a key that is too long", || Keyring::from_secret(&text(&hex(19))[..67]), &[19], true),
    ("a key as a password", || Keyring::from_password(text(&hex(20))), &[20], true),
    ("a file that is no text", || Keyring::from_env("APP_BROKEN"), &[23], true),
    ("a placeholder", || Keyring::from_password(text(&placeholder(24))), &[24], true),
    ("unknown variable", || Keyring::from_env("APP_OTHER"), &[21, 22], true),
];

/// A password that is refused after all checks of its text.
fn placeholder(seed: u32) -> [u8; PASSWORD_BYTES + 8] {
    let mut text = *b"........................................changeme";
    text[..PASSWORD_BYTES].copy_from_slice(&password(seed));
    text
}

fn many_keys() -> Result<Keyring, Error> {
    let (first, last) = (hex(9), password(10));
    let keys = builder().key(&raw(5)).next_key(&raw(6)).previous_key(&raw(7)).previous_key(&raw(8));
    keys.previous_secret(text(&first)).context("old").previous_password(text(&last)).build()
}

/// Builds keyrings, and prints what is left of their secrets. The other test starts this program with the
/// variables that this one needs; without them it does nothing.
#[test]
fn secrets_under_watch() {
    if env::var_os("APP_MOUNTED_FILE").is_none() {
        return;
    }
    drop(Box::new(raw(0)));
    println!("control: {:?}", remains(0));
    let mut found = 0;
    for (case, build, seeds, is_refused) in CASES {
        let built = build();
        assert_eq!(built.is_err(), is_refused, "{case}: {built:?}");
        // Fe26.2 has passwords and no keys, so that keyring keeps its passwords.
        if !case.starts_with("Fe26.2") {
            report(case, "in use", seeds);
        }
        let in_use: Vec<bool> = seeds.iter().map(|seed| is_in_heap(&session_key(*seed))).collect();
        drop(built);
        report(case, "dropped", seeds);
        for (seed, was_in_use) in seeds.iter().zip(in_use) {
            if is_in_heap(&session_key(*seed)) {
                println!("kept: {case}, dropped, session key of secret {seed}");
            }
            found += usize::from(was_in_use);
        }
    }
    println!("watched: {}, with {found} keys of sessions", CASES.len());
}

fn report(case: &str, when: &str, seeds: &[u32]) {
    for (seed, remains) in seeds.iter().map(|seed| (seed, remains(*seed))) {
        if !remains.is_empty() {
            println!("kept: {case}, {when}, secret {seed}: {remains:?}");
        }
    }
}

#[test]
fn no_secret_stays_in_freed_memory() -> TestResult {
    let folder = env::temp_dir().join(format!("iron-session-memory-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("secret");
    fs::write(&file, [text(&hex(15)), "\n"].concat())?;
    let broken = folder.join("broken");
    fs::write(&broken, [&password(23), b"\xff".as_slice()].concat())?;
    let mut child = Command::new(env::current_exe()?);
    child.args(["--exact", "memory::secrets_under_watch", "--nocapture", "--test-threads=1"]);
    child.env("MALLOC_ARENA_MAX", "1").env("APP_MOUNTED_FILE", &file).env("APP_BROKEN_FILE", &broken);
    child.env("APP_SECRET", text(&hex(12))).env("APP_SECRET_NEXT", text(&base64(13)));
    child.env("APP_SECRET_PREVIOUS", text(&password(14))).env("APP_FE26", text(&password(17)));
    child.env("APP_OTHER", text(&password(21))).env("APP_OTHER_OLD", text(&password(22)));
    let output = child.output()?;
    fs::remove_dir_all(&folder)?;
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    assert!(told.contains("control: [\"raw\"]"), "the test finds what nobody has wiped: {told}");
    // The secrets 1 to 3, 5 to 9, 12, 13, 15, and 16 are raw keys in use.
    assert!(told.contains(&format!("watched: {}, with 12 keys of sessions", CASES.len())), "{told}");
    let kept: Vec<&str> = told.lines().filter(|line| line.contains("kept: ")).collect();
    assert_eq!(kept, [""; 0]);
    Ok(())
}
