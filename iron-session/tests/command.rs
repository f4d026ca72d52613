//! The command `iron-session`, run as a program of its own.
//!
//! ```text
//! cargo test -p iron-session --features cli --test command
//! ```

/// The files in the folder `command`.
mod command {
    mod colours;
    mod inspecting;
    mod leaks;
    mod pictures;
    mod program;
    mod rotation;
    mod sealing;
    mod usage;
    mod vectors;
}
