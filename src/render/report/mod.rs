//! The report on demand: what an official sends on, as a DOCX to be edited and as the same page in
//! HTML. One period of the contract is told in full; any other range of months is told month by
//! month, because months are never added up (section 3.3). Renderers return bytes and touch no file.

pub mod docx;
mod html;
mod missing;
mod model;
mod months;
mod one_period;
mod sentences;

use crate::{count::given::Given, domain::time::LocalTime};
use crate::{
    domain::wording,
    edition::{
        names::Names,
        shown,
        tables::Source,
        view::{Audience, TrendMonth, View},
        view_tables::Tables,
    },
    figures::Figures,
    schema,
    score::period_result::PeriodResult,
    sheets::{Book, Sheets},
};
pub use docx::docx;
pub use html::html;
use model::Draft;
pub use model::{Block, Column, Document, Row, Table};

/// What a report is made of.
pub struct Report<'a> {
    /// Its periods are those reported: one, or several months in order.
    pub source: &'a Source<'a>,
    pub authority_name: &'a str,
    /// The period of the same kind before the one reported.
    pub previous: Option<&'a PeriodResult>,
    /// Twelve months of the authority up to the last one reported.
    pub trend: &'a [TrendMonth<'a>],
    pub given: &'a Given,
    /// Why points moved since the period before.
    pub insight: &'a [schema::Table],
    pub cut_off: LocalTime,
}

impl Report<'_> {
    /// The content, in Vietnamese. The source has at least one period.
    pub fn document(&self) -> Document {
        let mut draft = Draft::default();
        let periods = self.source.periods;
        let (first, last) = (&periods[0], &periods[periods.len() - 1]);
        let words = |result: &PeriodResult| wording::period(result.counts.period).vi;
        draft.document.authority = self.authority_name.to_owned();
        draft.document.title =
            "Kết quả đánh giá chất lượng phục vụ người dân, doanh nghiệp trong thực hiện thủ tục \
             hành chính và cung cấp dịch vụ công"
                .to_owned();
        draft.document.period = match periods {
            [one] => wording::capital(&words(one)),
            _ => format!("Từ {} đến {}", words(first), words(last)),
        };
        draft.document.as_of = wording::known_up_to(self.cut_off).vi;
        let views: Vec<View<'_>> = periods.iter().map(|result| self.view(result)).collect();
        let tables = Tables::of(&views[views.len() - 1]);
        let book = Book::default()
            .with("tables", &tables.published)
            .with("charts", &tables.history)
            .with("insight", self.insight);
        let names = Names::of(self.source, last);
        let sheets: Vec<Sheets<'_>> =
            views.iter().map(|view| Sheets { view, book: &book, names: &names }).collect();
        match periods {
            [one] => self.one_period(&mut draft, one, &sheets[0]),
            several => self.months(&mut draft, several, &sheets),
        }
        self.methods(&mut draft);
        draft.document
    }

    /// The periods reported as a view, of which one is shown; the period before it is there to compare.
    fn view<'v>(&'v self, shown: &'v PeriodResult) -> View<'v> {
        let all = self.previous.into_iter().chain(self.source.periods);
        View {
            audience: Audience::Internal,
            authority_id: &self.source.units.authority().id,
            authority_name: self.authority_name,
            source: self.source,
            as_now: None,
            shown,
            two_years: Vec::new(),
            beside: self.previous.map_or(&[], std::slice::from_ref),
            months: all.map(|result| (result.counts.period, Some(result))).collect(),
            given: self.given,
            cut_off: self.cut_off,
            invented: false,
            quality: &[],
            insight: self.insight,
            provenance: &[],
        }
    }

    fn figures<'f>(&'f self, shown: &'f PeriodResult) -> Figures<'f> {
        Figures::new(self.source, shown, self.trend, self.authority_name)
    }

    fn unit_name(&self, result: &PeriodResult, unit: u32) -> String {
        self.source.units.get(unit).on(result.named_on).name.clone()
    }

    /// How the figures were counted, from the rule set itself.
    fn methods(&self, draft: &mut Draft) {
        let rules = self.source.rules;
        draft.heading("Ghi chú phương pháp");
        draft.paragraph(format!(
            "Bộ quy tắc: {} (mã {}, mã băm {}). {}",
            rules.title.vi,
            rules.id,
            &rules.hash[..12],
            rules.basis.vi
        ));
        draft.paragraph(
            "Mỗi chỉ số là một tử số và một mẫu số đếm trực tiếp từ hồ sơ của kỳ báo cáo; điểm làm \
             tròn đến hai chữ số thập phân, điểm của nhóm là tổng điểm của các chỉ số. Quý, nửa năm \
             và năm được đếm lại từ hồ sơ, không cộng từ các tháng. Điểm (thang 100) là điểm đạt trên \
             điểm tối đa của các chỉ số có số liệu, tính trên 100. Thứ hạng chỉ so các chỉ số mà mọi \
             đơn vị được xếp hạng cùng nhóm đều có dữ liệu.",
        );
        draft.subheading("Cách hiểu từng chỉ số");
        for indicator in &rules.indicators {
            draft.item(format!(
                "{} {}: {}",
                indicator.part, indicator.title.vi, indicator.reading.vi
            ));
        }
        let targets = self.source.targets;
        if !targets.targets.is_empty() {
            draft.subheading(format!("Căn cứ các chỉ tiêu ({})", targets.title.vi));
            draft.paragraph(targets.basis.vi.clone());
            for target in &targets.targets {
                draft.item(format!("{}: {}", target.title.vi, target.basis.vi));
            }
        }
    }
}
