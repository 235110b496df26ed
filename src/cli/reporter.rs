//! What is shown while a run is at work: progress bars on a terminal, one line per stage elsewhere.
//! Standard error only; the result has standard output to itself.

use std::{
    io::{IsTerminal, Write, stderr},
    sync::Mutex,
    time::Instant,
};

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Event;

/// Shows events.
pub struct Reporter {
    bar: Option<ProgressBar>,
    state: Mutex<State>,
}

struct State {
    begun: Instant,
    stage: Option<(&'static str, Instant)>,
    stages: Vec<(&'static str, f64)>,
}

impl Default for Reporter {
    fn default() -> Self {
        let bar = stderr().is_terminal().then(|| {
            let style = ProgressStyle::with_template("{msg:10} [{bar:40}] {percent:>3}%");
            let bar = ProgressBar::new(0);
            style.map(|style| bar.set_style(style)).ok();
            bar
        });
        let state = State { begun: Instant::now(), stage: None, stages: Vec::new() };
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
                let _ = writeln!(stderr(), "warning: {text}");
            }
        }
    }

    /// Ends the last stage and gives the seconds of each.
    pub fn finish(&self) -> Vec<(&'static str, f64)> {
        self.end_stage(None);
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        let state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.stages.clone()
    }

    fn end_stage(&self, next: Option<&'static str>) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((name, begun)) = state.stage.take() {
            let seconds = begun.elapsed().as_secs_f64();
            state.stages.push((name, seconds));
        }
        state.stage = next.map(|name| (name, Instant::now()));
    }

    fn line(&self, text: &str) {
        if self.bar.is_none() {
            let state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let _ = writeln!(stderr(), "{:8.2}s {text}", state.begun.elapsed().as_secs_f64());
        }
    }
}
