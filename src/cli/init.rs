//! `chiso init`: a commented configuration, empty input tables with their headers, and the folder that
//! takes the messages of the national portal as they are.

use std::{fs, io, path::Path};

use super::{
    exit_code::{Code, Stop},
    output::outln,
};
use crate::schema::canonical::Kind;

const CONFIGURATION: &str = include_str!("../../data/init/chiso.toml");
/// Below `inputs`, as the configuration names it.
const MESSAGES: &str = "messages";

pub fn init(folder: &Path) -> Result<Code, Stop> {
    let path = folder.join("chiso.toml");
    if path.exists() {
        let message = format!(
            "{} is there already; choose another folder or remove it first",
            path.display()
        );
        return Err(Stop::new(Code::Io, message));
    }
    write(folder).map_err(|error| {
        Stop::new(Code::Io, format!("failed to write into {}: {error}", folder.display()))
    })?;
    outln!("{}", path.display());
    Ok(Code::Done)
}

fn write(folder: &Path) -> io::Result<()> {
    let inputs = folder.join("inputs");
    fs::create_dir_all(inputs.join(MESSAGES))?;
    fs::write(folder.join("chiso.toml"), CONFIGURATION)?;
    for kind in Kind::ALL {
        let names: Vec<&str> = kind.columns().iter().map(|column| column.name).collect();
        fs::write(inputs.join(format!("{}.csv", kind.as_str())), format!("{}\n", names.join(",")))?;
    }
    Ok(())
}
