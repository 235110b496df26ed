//! Writes the pixels of a figure as a PNG with a palette. A figure has four colours, greys and the
//! shades between them at the edges of letters; as numbers of a palette they take half the room of
//! full colours and a tenth of the time. The encoder is that of resvg itself.

use std::collections::HashMap;

use ::png::{BitDepth, ColorType, DeflateCompression, Encoder, Filter};

/// The most colours of a palette.
const MOST: usize = 256;
/// Measured on the figures of a ministry: higher levels save less than a tenth at twice the time.
const LEVEL: DeflateCompression = DeflateCompression::Level(6);

type Colour = [u8; 3];

/// The picture of opaque pixels, four bytes each, row by row.
pub(super) fn png(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let (palette, numbers) = palette(pixels);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_deflate_compression(LEVEL);
    // Neighbouring numbers of a palette have nothing in common.
    encoder.set_filter(Filter::NoFilter);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(&numbers)?;
        writer.finish()
    });
    written.expect("a picture in memory can be encoded");
    bytes
}

/// The colours, most frequent first, and the number of each pixel's colour. Colours beyond the
/// palette are shades of single pixels at the edges of letters: each takes the nearest that is left.
fn palette(pixels: &[u8]) -> (Vec<Colour>, Vec<u8>) {
    let mut counts: HashMap<Colour, u32> = HashMap::new();
    for run in colours(pixels).chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len() as u32;
    }
    let mut all: Vec<(Colour, u32)> = counts.into_iter().collect();
    all.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let palette: Vec<Colour> = all.iter().take(MOST).map(|(colour, _)| *colour).collect();
    let number = |(place, (colour, _)): (usize, &(Colour, u32))| {
        let place = if place < MOST { place } else { nearest(&palette, *colour) };
        (*colour, place as u8)
    };
    let numbers: HashMap<Colour, u8> = all.iter().enumerate().map(number).collect();
    let mut out = Vec::with_capacity(pixels.len() / 4);
    for run in colours(pixels).chunk_by(|a, b| a == b) {
        out.resize(out.len() + run.len(), numbers[&run[0]]);
    }
    (palette, out)
}

fn colours(pixels: &[u8]) -> Vec<Colour> {
    pixels.chunks_exact(4).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

fn nearest(palette: &[Colour], colour: Colour) -> usize {
    let distance = |other: &Colour| -> u32 {
        let channels = other.iter().zip(colour);
        channels.map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let places = palette.iter().enumerate();
    places.min_by_key(|(_, other)| distance(other)).map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pixels(colours: impl Iterator<Item = Colour>) -> Vec<u8> {
        colours.flat_map(|[red, green, blue]| [red, green, blue, 255]).collect()
    }

    #[test]
    fn a_picture_of_few_colours_keeps_each_of_them() {
        let given = [[255, 255, 255], [18, 67, 109], [255, 255, 255], [244, 106, 37]];
        let (palette, numbers) = palette(&pixels(given.into_iter()));
        assert_eq!(palette, [[255, 255, 255], [18, 67, 109], [244, 106, 37]]);
        assert_eq!(numbers, [0, 1, 0, 2]);
    }

    #[test]
    fn a_colour_beyond_the_palette_takes_the_nearest() {
        // 256 greys twice each, and once a grey with a breath of blue.
        let greys = (0..=255_u8).flat_map(|v| [[v, v, v]; 2]);
        let (palette, numbers) = palette(&pixels(greys.chain([[40, 40, 41]])));
        assert_eq!(palette.len(), 256);
        assert_eq!(palette[numbers[512] as usize], [40, 40, 40]);
    }

    #[test]
    fn the_picture_reads_back_as_it_was_drawn() {
        let given = pixels([[255, 255, 255], [18, 67, 109], [1, 2, 3], [0, 0, 0]].into_iter());
        let bytes = png(2, 2, &given);
        let mut decoder = ::png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(::png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut read = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut read).unwrap();
        assert_eq!(read, [255, 255, 255, 18, 67, 109, 1, 2, 3, 0, 0, 0]);
    }
}
