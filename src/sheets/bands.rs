//! How the ranked units stand in the bands: a row for each list, a column for each band, the best first.

use super::{
    Heading, Sheet, Sheets, sheet, words,
    words::{said, word},
};

impl Sheets<'_> {
    pub fn bands(&self) -> Sheet {
        let caption = said("sheet.bands_caption", &[("period", &self.period())]);
        let bands = &self.view.source.rules.bands;
        let of_band = bands.iter().map(|band| Heading {
            id: band.id.clone(),
            title: band.title.clone(),
            number: true,
        });
        let columns = std::iter::once(words("units_in_band")).chain(of_band).collect();
        let mut sheet = sheet("bands", caption, columns);
        for list in self.lists() {
            let cohort = list.cohort.id();
            let period = self.period_id();
            let units = bands.iter().map(|band| {
                let key: [&str; 3] = [&period, &cohort, &band.title.vi];
                self.book.row("charts/bands", &key).figure("units").into()
            });
            let name = list.title().unwrap_or_else(|| word("sheet.ranked"));
            let cells = std::iter::once(name.into()).chain(units).collect();
            sheet.row(cohort.clone(), cells);
        }
        sheet
    }
}
