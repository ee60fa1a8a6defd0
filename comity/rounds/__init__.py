"""Rounds of meetings at tables: who sits with whom, when nobody is to meet twice.

A library of its own: arrays in, arrays out. It knows no names, files or clocks.
"""
