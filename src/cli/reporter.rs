//! What is shown while a run is at work: progress bars on a terminal, one line per stage elsewhere.
//! Standard error only; the result has standard output to itself.

use std::{
    io::{IsTerminal, Write, stderr},
    sync::{Mutex, PoisonError},
    time::Instant,
};

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value as Json, json};

use crate::pipeline::Event;

/// Shows events.
pub struct Reporter {
    bar: Option<ProgressBar>,
    state: Mutex<State>,
}

/// What a result in JSON says of the way to it.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// Seconds of each stage.
    pub stages: Vec<(&'static str, f64)>,
    pub warnings: Vec<String>,
    pub notes: Vec<String>,
}

impl Log {
    pub fn stages_json(&self) -> Json {
        let stage = |(name, seconds): &(&str, f64)| json!({"stage": name, "seconds": seconds});
        self.stages.iter().map(stage).collect()
    }
}

struct State {
    begun: Instant,
    stage: Option<(&'static str, Instant)>,
    stages: Vec<(&'static str, f64)>,
    warnings: Vec<String>,
    notes: Vec<String>,
}

impl Default for Reporter {
    fn default() -> Self {
        let bar = stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg:10} [{bar:40}] {percent:>3}%");
            let bar = ProgressBar::new(0);
            style.map(|style| bar.set_style(style)).ok();
            bar
        });
        let state = State {
            begun: Instant::now(),
            stage: None,
            stages: Vec::new(),
            warnings: Vec::new(),
            notes: Vec::new(),
        };
        Self { bar, state: Mutex::new(state) }
    }
}

impl Reporter {
    /// Takes one event.
    pub fn show(&self, event: Event) {
        match event {
            Event::Files { files, bytes } => {
                if let Some(bar) = &self.bar {
                    bar.set_length(bytes);
                }
                self.line(&format!("{files} files, {bytes} bytes"));
            }
            Event::Stage(name) => {
                self.end_stage(Some(name));
                match &self.bar {
                    Some(bar) => bar.set_message(name),
                    None => self.line(name),
                }
            }
            Event::Bytes(bytes) => {
                if let Some(bar) = &self.bar {
                    bar.inc(bytes);
                }
            }
            Event::Partition { done, of } => {
                if let Some(bar) = &self.bar {
                    bar.set_length(of as u64);
                    bar.set_position(done as u64);
                }
            }
            Event::Warning(text) => {
                self.tell("warning", &text);
                self.state.lock().unwrap_or_else(PoisonError::into_inner).warnings.push(text);
            }
            Event::Note(text) => {
                self.tell("note", &text);
                self.state.lock().unwrap_or_else(PoisonError::into_inner).notes.push(text);
            }
        }
    }

    fn tell(&self, kind: &str, text: &str) {
        let show = || {
            let _ = writeln!(stderr(), "{kind}: {text}");
        };
        match &self.bar {
            Some(bar) => bar.suspend(show),
            None => show(),
        }
    }

    /// Ends the last stage and says how long each took and what was warned of.
    pub fn finish(&self) -> Log {
        self.end_stage(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        Log {
            stages: state.stages.clone(),
            warnings: state.warnings.clone(),
            notes: state.notes.clone(),
        }
    }

    fn end_stage(&self, next: Option<&'static str>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((name, begun)) = state.stage.take() {
            let seconds = begun.elapsed().as_secs_f64();
            state.stages.push((name, seconds));
        }
        state.stage = next.map(|name| (name, Instant::now()));
    }

    fn line(&self, text: &str) {
        if self.bar.is_none() {
            let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            // One write, so that a log that several programs share keeps its lines whole.
            let line = format!("{:8.2}s {text}\n", state.begun.elapsed().as_secs_f64());
            let _ = stderr().write_all(line.as_bytes());
        }
    }
}
