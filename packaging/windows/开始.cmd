@echo off
chcp 65001 >nul
title perfxl
if not exist "%~dp0python\python.exe" (
  echo python\python.exe is missing. Copy the whole folder again.
  pause
  exit /b 3
)
"%~dp0python\python.exe" -X utf8 "%~dp0python\start.py" "%~dp0."
if errorlevel 1 pause
