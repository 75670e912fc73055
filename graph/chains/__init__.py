"""Industrial chains 产业链: templates with segments and inputs, and the placing of firms into segments."""

from graph.chains.template import Access, ChainTemplate, Input, SegmentTemplate, load_template, load_templates

__all__ = ["Access", "ChainTemplate", "Input", "SegmentTemplate", "load_template", "load_templates"]
